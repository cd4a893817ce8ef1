/** What this site shows: a list, one page, or a draft. */

import { draft, news, page, services } from "./interfaces.js";

const content = document.getElementById("content");

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

/** A picture in the best format that the browser knows, in the width that it needs. */
function picture(image, sizes) {
  const made = element("picture");
  const formats = [...new Set(image.renditions.map((rendition) => rendition.format))];
  for (const format of formats) {
    const of = image.renditions.filter((rendition) => rendition.format === format);
    const srcset = of.map((rendition) => `${rendition.url} ${rendition.width}w`).join(", ");
    made.append(element("source", { type: of[0].type, srcset, sizes }));
  }
  made.append(
    element("img", { src: image.url, alt: image.alt, width: image.width, height: image.height, loading: "lazy" }),
  );
  return made;
}

function block({ type, value, html }) {
  if (type === "image" && value) {
    return element("figure", {}, picture(value, "40rem"));
  }
  if ((type === "service_card" || type === "organisation_card") && value) {
    const name = value.name || value.title;
    return element("p", { class: "card" }, element("a", { href: value.html_url }, name), ` ${value.summary}`);
  }
  const made = element("div");
  made.innerHTML = html;
  return made;
}

function wholePage(shown) {
  document.title = shown.title;
  const made = element("article", {}, element("h1", {}, shown.title));
  if (shown.summary) {
    made.append(element("p", { class: "summary" }, shown.summary));
  }
  if (shown.image) {
    made.append(picture(shown.image, "40rem"));
  }
  made.append(...(shown.body || []).map(block));
  return made;
}

function wholeService(service) {
  document.title = service.name;
  return element(
    "article",
    {},
    element("h1", {}, service.name),
    element("p", { class: "summary" }, service.summary),
    element("p", {}, service.availability.words.join(", ")),
    element("p", {}, service.description),
  );
}

async function front() {
  const [articles, offered] = await Promise.all([news(), services()]);
  const items = articles.items.map((item) =>
    element(
      "li",
      {},
      ...(item.image ? [picture(item.image, "12rem")] : []),
      element("a", { href: `?id=${item.id}` }, item.title),
      ` ${item.summary}`,
    ),
  );
  const cards = offered.results.map((service) =>
    element("li", {}, element("strong", {}, service.name), ` ${service.summary}`),
  );
  return [
    element("h1", {}, "Ajankohtaista"),
    element("ul", { class: "news" }, ...items),
    element("h2", {}, "Palveluja"),
    element("ul", {}, ...cards),
  ];
}

async function preview(token) {
  const { kind, expires, content: shown } = await draft(token);
  const until = new Date(expires).toLocaleTimeString("fi", { hour: "2-digit", minute: "2-digit" });
  return [
    element("p", { class: "draft", role: "status" }, `Luonnos, jota ei ole julkaistu. Linkki toimii kello ${until} asti.`),
    kind === "page" ? wholePage(shown) : wholeService(shown),
  ];
}

async function show() {
  const asked = new URLSearchParams(location.search);
  try {
    if (asked.has("token")) {
      return await preview(asked.get("token"));
    }
    return asked.has("id") ? [wholePage(await page(asked.get("id")))] : await front();
  } catch (error) {
    return [element("h1", {}, "Ei onnistunut"), element("p", { role: "alert" }, error.message)];
  }
}

content.replaceChildren(...(await show()));
