/** The requests to Palvelupaketti's interfaces. */

const { cms } = await (await fetch("config.json")).json();

/** An answer that is no success; `problem` is what the interface says of it (RFC 9457). */
export class Refused extends Error {
  constructor(problem) {
    super(problem.detail || problem.title);
    this.problem = problem;
  }
}

async function read(path, parameters = {}) {
  const address = new URL(path, cms);
  address.search = new URLSearchParams(parameters);
  const answer = await fetch(address, { headers: { "Accept-Language": "fi" } });
  const content = await answer.json();
  if (!answer.ok) {
    throw new Refused(content);
  }
  return content;
}

/** List the newest news with their pictures. */
export const news = () =>
  read("/api/v2/pages/", { type: "publishing.News", order: "-date", fields: "summary,date,image" });

/** Read one page with everything in it. */
export const page = (id) => read(`/api/v2/pages/${encodeURIComponent(id)}/`);

/** List services that are free of charge. */
export const services = () => read("/api/services", { page_size: 5 });

/** Read a draft by the token that an editor's button put into our address. */
export const draft = (token) => read("/api/preview", { token });
