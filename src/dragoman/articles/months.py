"""The names of months on pages of news, in the cases in which dates print them."""

# One row a month; short forms only in English, elsewhere they are other words too.
_NAMES = (
    "january jan januar janvier enero gennaio janeiro januari января січня ocak yanvar stycznia",
    "february feb februar février febrero febbraio fevereiro februari февраля лютого lutego şubat"
    " fevral",
    "march mar märz mars marzo março maart марта березня mart marca",
    "april apr avril abril aprile апреля квітня nisan aprel kwietnia",
    "may mai mayo maggio maio mei maj мая травня mayıs maja",
    "june jun juni juin junio giugno junho июня червня haziran iyun czerwca",
    "july jul juli juillet julio luglio julho июля липня temmuz iyul lipca",
    "august aug août agosto augustus augusti августа серпня ağustos avqust sierpnia",
    "september sept sep septembre septiembre settembre setembro сентября вересня eylül sentyabr"
    " września",
    "october oct oktober octobre octubre ottobre outubro октября жовтня ekim oktyabr października",
    "november nov novembre noviembre novembro ноября листопада kasım noyabr listopada",
    "december dec dezember décembre diciembre dicembre dezembro декабря грудня aralık dekabr"
    " grudnia",
)


def folded(name: str) -> str:
    """Return the name of a month as the key it has in `MONTHS`.

    A pattern that ignores case takes the four letters "i" of Turkish for one, and so does this:
    "MAYIS" in capitals is "mayıs", "APRİL" is April.

    >>> MONTHS[folded("MAYIS")], MONTHS[folded("mayıs")], MONTHS[folded("APRİL")]
    (5, 5, 4)
    """
    return name.casefold().replace("i\N{COMBINING DOT ABOVE}", "i").replace("ı", "i")


# A pattern made of the keys that ignores case finds "mayıs" and "mayis" alike.
MONTHS = {
    folded(name): number for number, names in enumerate(_NAMES, start=1) for name in names.split()
}
