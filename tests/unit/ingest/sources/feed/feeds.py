# ruff: noqa: E501  foreign markup stands here in lines as its makers write them
"""Feeds to try the plugin on."""

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>Yhdistys</title><link>https://yhdistys.example/</link><language>fi</language>
<item><title>Perhekahvila &amp;amp; leikki &#8211; ääkkösiä</title><link>/uutiset/kahvila</link>
<guid isPermaLink="false">tag:yhdistys.example,2025:1</guid><pubDate>Mon, 05 May 2025 23:30:00 GMT</pubDate>
<dc:creator>Maija Mallikas</dc:creator><category>Perheet</category><category><![CDATA[Lapset &amp; nuoret]]></category>
<description><![CDATA[Tiivistelmä uutisesta [&#8230;]]]></description>
<content:encoded><![CDATA[<p>Tervetuloa <a href="../ilmo?x=1&y=2">ilmoittautumaan</a>!</p>
<p>Toinen <img src="kuva.jpg" alt="Lapsia" width="600"></p>
<p>The post Kahvila appeared first on Yhdistys.</p>]]></content:encoded>
<enclosure url="https://yhdistys.example/ohjelma.pdf" type="application/pdf" length="1"/>
<media:content url="https://yhdistys.example/iso.jpg" medium="image"/></item>
<item><title>Päivätön</title><link>https://yhdistys.example/2</link><pubDate>eilen illalla</pubDate>
<description>Pelkkä &lt;b&gt;kuvaus&lt;/b&gt;</description></item>
<item><guid>https://yhdistys.example/3</guid><description>Ei otsikkoa. Toinen lause.</description>
<pubDate>2025-05-05 10:00</pubDate></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://a.example/blogg/" xml:lang="sv">
<title>Blogg</title><id>urn:f</id><updated>2025-01-01T00:00:00Z</updated>
<entry><id>urn:1</id><title type="text">5 &lt; 6 &amp; b</title><link rel="alternate" href="forsta"/>
<published>2025-01-02T10:00:00+02:00</published><updated>2025-01-03T10:00:00Z</updated>
<author><name>Anna Exempel</name></author><category term="x" label="Familjer"/>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Hej <em>och</em> <a href="tva">välkommen</a> till
oss, det är att vi har en grupp</p></div></content><summary>Kort</summary></entry></feed>"""

RDF = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://r.example/"><title>R</title><link>https://r.example/</link></channel>
<item rdf:about="https://r.example/1"><title>Yksi</title><link>https://r.example/1</link>
<description>Teksti</description><dc:date>2025-05-05T10:00:00Z</dc:date></item></rdf:RDF>"""

RSS091 = """<?xml version="1.0"?>
<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">
<rss version="0.91"><channel><title>Vanha</title><link>https://v.example/</link>
<item><title>Vanha uutinen</title><link>https://v.example/1</link></item></channel></rss>"""

JSON = """{"version": "https://jsonfeed.org/version/1.1", "title": "J", "home_page_url": "https://j.example/",
"language": "fi", "items": [
{"id": 1, "url": "/x", "title": "Otsikko", "content_html": "<p>Teksti</p>", "date_published": "2025-05-05T10:00:00",
 "tags": ["perhe"], "authors": [{"name": "Maija Mallikas"}], "image": "/k.png",
 "attachments": [{"url": "/a.mp3", "mime_type": "audio/mpeg", "title": "Jakso"}]},
{"id": "2", "content_text": "Eka kappale.\\n\\nToka", "date_published": "31.2.2025"}]}"""

EVENT = """<rss version="2.0" xmlns:ev="http://purl.org/rss/1.0/modules/event/"><channel><title>T</title>
<link>https://t.example/</link><item><title>Vertaisilta</title><link>https://t.example/ilta</link>
<description>Ilta vanhemmille</description><ev:startdate>2025-05-05T17:00:00</ev:startdate>
<ev:enddate>2025-05-05T19:00:00</ev:enddate><ev:location>Turku</ev:location></item></channel></rss>"""
