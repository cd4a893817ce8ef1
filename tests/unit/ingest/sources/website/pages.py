# ruff: noqa: E501  foreign markup stands here in lines as its makers write them
"""A site to try the plugin on."""

SITE = "https://yhdistys.example"
ADDRESS = f"{SITE}/uutiset/perhekahvila/"

ARTICLE = """<!doctype html><html lang="fi"><head><meta charset="utf-8">
<title>Perhekahvila avaa ovensa | Yhdistys ry</title>
<meta property="og:site_name" content="Yhdistys ry"><meta property="og:type" content="article">
<meta property="og:image:alt" content="Perheitä pöydän ääressä">
<meta name="description" content="Kahvila auttaa perheitä &amp; lapsia.">
<link rel="canonical" href="/uutiset/perhekahvila/">
<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
{"@type": "NewsArticle", "headline": "Perhekahvila avaa ovensa", "author": {"@id": "#maija"},
"datePublished": "2025-03-04T09:00:00+02:00", "dateModified": "2025-03-05T09:00:00+02:00",
"articleBody": "Huonompi teksti", "keywords": "perheet, kahvila", "image": {"@id": "#kuva"}},
{"@type": "Person", "@id": "#maija", "name": "Maija Mallikas"},
{"@type": "ImageObject", "@id": "#kuva", "url": "https://yhdistys.example/k/kahvila.jpg"}]}</script></head>
<body><header><nav><ul><li><a href="/">Etusivu</a></li><li><a href="/uutiset/">Uutiset</a></li></ul></nav></header>
<main><article><h1>Perhekahvila avaa ovensa</h1>
<p>Yhdistyksen perhekahvila avautuu maaliskuussa uusissa tiloissa keskustassa. Kahvila on avoin kaikille
lapsiperheille, eikä sinne tarvitse ilmoittautua.</p>
<h2>Mitä kahvilassa tehdään</h2>
<p>Kahvilassa voi <strong>tavata muita perheitä</strong> ja keskustella työntekijän kanssa. Ajat ovat
<a href="../../palvelut/kahvila#ajat">palvelun sivulla</a>, jossa kerrotaan myös muusta tuesta.</p>
<ul><li>maanantaisin leikitään yhdessä lasten kanssa</li><li>keskiviikkoisin askarrellaan ja juodaan kahvia</li></ul>
<p onclick="alert(1)">Kahvilan järjestää yhdistys yhdessä kaupungin kanssa, ja toimintaa tukee säätiö vuoden
loppuun saakka.</p><script>alert('xss')</script></article>
<section class="comments" id="comments"><h3>Kommentit</h3><div class="comment-body"><p>Mahtavaa että kahvila
avataan, me tulemme varmasti joka viikko paikalle koko perheen voimin!</p></div></section></main>
<footer><p>© Yhdistys ry 2024</p></footer></body></html>"""

EVENT = """<!doctype html><html lang="fi"><head><title>Vertaisilta vanhemmille</title>
<script type="application/ld+json">{"@context": "https://schema.org", "@type": "Event", "name": "Vertaisilta vanhemmille",
"startDate": "2025-05-05T17:00:00+03:00", "endDate": "2025-05-05T19:00:00+03:00",
"eventStatus": "https://schema.org/EventCancelled", "location": {"@type": "Place", "name": "Perhetalo",
"address": {"@type": "PostalAddress", "streetAddress": "Esimerkkikatu 1", "postalCode": "20100",
"addressLocality": "Turku"}}, "offers": {"@type": "Offer", "price": "0", "url": "/ilmo"}}</script></head>
<body><main><h1>Vertaisilta vanhemmille</h1><p>Illassa jutellaan vanhemmuudesta muiden vanhempien ja kahden
työntekijän kanssa. Tarjolla on iltapalaa, ja lapsille on omaa ohjelmaa.</p></main></body></html>"""

RELEASE = """<!doctype html><html lang="fi"><head><title>Uusi palvelu tukee vanhempia</title>
<meta property="article:published_time" content="2025-02-03"></head><body><main>
<h1>Uusi palvelu tukee vanhempia</h1><p>Yhdistys avaa keväällä palvelun, joka tukee vanhempia arjessa. Palvelu
on maksuton ja avoin koko maakunnan perheille, eikä lähetettä tarvita.</p><p>Palvelu alkaa huhtikuussa, ja siihen
voi hakea verkossa. Tukea antavat koulutetut vapaaehtoiset ja kaksi työntekijää.</p>
<p>Lisätietoja:</p><p>Maija Mallikas<br>toiminnanjohtaja<br>p. 040 123 4567<br>
<a href="mailto:maija.mallikas@example.org">maija.mallikas@example.org</a></p></main></body></html>"""

SITEMAP = f"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>{SITE}/uutiset/perhekahvila/</loc><lastmod>2025-03-05</lastmod></url>
<url><loc>{SITE}/kielletty/x/</loc></url><url><loc>https://evil.example/x</loc></url>
<url><loc>javascript:alert(1)</loc></url></urlset>"""

INDEX = f"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>{SITE}/sitemap-1.xml.gz</loc></sitemap><sitemap><loc>{SITE}/sitemap.xml</loc></sitemap></sitemapindex>"""
