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
MONTHS = {name: number for number, names in enumerate(_NAMES, start=1) for name in names.split()}
