"""What a file says of itself as a whole: PDF/UA-1 and PDF/A-2a, its title, its dates and its colours."""

from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream, PDFString

from kampanjplan.documents.tagged.tree import Tree
from kampanjplan.resources import resource

PROGRAM = "Kampanjplan"


class ArchivedStream(PDFStream):  # type: ignore[misc]
    """A stream with the line end before its last word that PDF/A asks for.

    Two characters long: one alone would be taken for part of a line end that the content happens to end with.
    """

    def format(self, document: Any) -> bytes:
        """The stream as an object of the file."""
        written: bytes = super().format(document)
        return written.removesuffix(b"endstream\n") + b"\r\nendstream\n"


class Moment:
    """A moment in the form in which ReportLab asks for it; local time where `at` names no zone."""

    tzname = None

    def __init__(self, at: datetime) -> None:
        self.at = at.replace(microsecond=0).astimezone()
        offset = self.at.utcoffset()
        minutes = int(offset.total_seconds()) // 60 if offset else 0
        hours = abs(minutes) // 60 * (1 if minutes >= 0 else -1)
        self.YMDhms, self.dhh, self.dmm = self.at.timetuple()[:6], hours, abs(minutes) % 60


def describe(document: Any, tree: Tree, title: str, at: datetime) -> None:
    """Puts into a ReportLab document what the two standards want beside the pages."""
    moment = Moment(at)
    document._timeStamp = moment  # noqa: SLF001 - the dates inside must be one and the same
    document.updateSignature(moment.at.isoformat())
    tree.register(document)
    catalog = document.Catalog
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]
    catalog.StructTreeRoot = tree
    catalog.MarkInfo = PDFDictionary({"Marked": "true"})
    catalog.OutputIntents = PDFArray([_output_intent(document)])
    catalog.Metadata = ArchivedStream(
        PDFDictionary({"Type": PDFName("Metadata"), "Subtype": PDFName("XML")}),
        _xmp(title, document.info.producer, moment.at.isoformat()).encode("utf-8"),
    )


def _output_intent(document: Any) -> Any:
    profile = ArchivedStream(PDFDictionary({"N": 3}), resource("colour/srgb.icc").read_bytes())
    return PDFDictionary(
        {
            "Type": PDFName("OutputIntent"),
            "S": PDFName("GTS_PDFA1"),
            "OutputConditionIdentifier": PDFString("sRGB"),
            "Info": PDFString("sRGB IEC61966-2.1"),
            "DestOutputProfile": document.Reference(profile),
        }
    )


def _xmp(title: str, producer: str, moment: str) -> str:
    """The metadata; PDF/A wants PDF/UA's own word in it explained."""
    return _XMP.format(
        title=escape(title), author=PROGRAM, producer=escape(producer), moment=moment, begin="\ufeff"
    )


_XMP = """<?xpacket begin="{begin}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<xmp:CreatorTool>{author}</xmp:CreatorTool>
<xmp:CreateDate>{moment}</xmp:CreateDate><xmp:ModifyDate>{moment}</xmp:ModifyDate>
<pdf:Producer>{producer}</pdf:Producer>
<pdfuaid:part>1</pdfuaid:part><pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""
