"""The 27 municipalities of Varsinais-Suomi, with Statistics Finland's codes."""

from django.db import migrations
from django.utils.text import slugify

MUNICIPALITIES = (
    ("019", "Aura", "Aura"),
    ("202", "Kaarina", "S:t Karins"),
    ("322", "Kemiönsaari", "Kimitoön"),
    ("284", "Koski Tl", "Koskis"),
    ("304", "Kustavi", "Gustavs"),
    ("400", "Laitila", "Letala"),
    ("423", "Lieto", "Lundo"),
    ("430", "Loimaa", "Loimaa"),
    ("480", "Marttila", "S:t Mårtens"),
    ("481", "Masku", "Masku"),
    ("503", "Mynämäki", "Virmo"),
    ("529", "Naantali", "Nådendal"),
    ("538", "Nousiainen", "Nousis"),
    ("561", "Oripää", "Oripää"),
    ("577", "Paimio", "Pemar"),
    ("445", "Parainen", "Pargas"),
    ("631", "Pyhäranta", "Pyhäranta"),
    ("636", "Pöytyä", "Pöytyä"),
    ("680", "Raisio", "Reso"),
    ("704", "Rusko", "Rusko"),
    ("734", "Salo", "Salo"),
    ("738", "Sauvo", "Sagu"),
    ("761", "Somero", "Somero"),
    ("833", "Taivassalo", "Tövsala"),
    ("853", "Turku", "Åbo"),
    ("895", "Uusikaupunki", "Nystad"),
    ("918", "Vehmaa", "Vemo"),
)


def add(apps, schema_editor):
    Municipality = apps.get_model("directory", "Municipality")
    for code, name_fi, name_sv in MUNICIPALITIES:
        Municipality.objects.update_or_create(
            code=code, defaults={"name_fi": name_fi, "name_sv": name_sv, "slug": slugify(name_fi)}
        )


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_initial")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop, elidable=False)]
