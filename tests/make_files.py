"""Word and PDF files for a test, as small as the formats allow."""

import io
import zipfile

DOCX_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
DOCX_RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="word/document.xml" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>'
)
WORDS = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'


DOCX_STYLES = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="styles.xml" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"/></Relationships>'
)


def make_docx(body: str, *, notes: str = "", styles: str = "", numbering: str = "") -> bytes:
    """A Word file with this XML in its body, that in its footnotes, these styles, and these definitions of lists."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", DOCX_TYPES)
        archive.writestr("_rels/.rels", DOCX_RELS)
        archive.writestr("word/document.xml", WORDS.format(body))
        if styles:
            archive.writestr("word/_rels/document.xml.rels", DOCX_STYLES)
            wrapped = WORDS.replace("w:document", "w:styles").replace("<w:body>", "").replace("</w:body>", "")
            archive.writestr("word/styles.xml", wrapped.format(styles))
        if numbering:
            archive.writestr("word/_rels/document.xml.rels", DOCX_STYLES.replace("styles", "numbering"))
            wrapped = WORDS.replace("w:document", "w:numbering").replace("<w:body>", "").replace("</w:body>", "")
            archive.writestr("word/numbering.xml", wrapped.format(numbering))
        if notes:
            wrapped = (
                WORDS.format(notes)
                .replace("w:document", "w:footnotes")
                .replace("<w:body>", "")
                .replace("</w:body>", "")
            )
            archive.writestr("word/footnotes.xml", wrapped)
    return file.getvalue()


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


PICTURE = "q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID A EI Q"


def make_pdf(
    *pages: list[tuple[float, float, float, str]], matrix: str = "1 0 0 1 0 0", are_pictures: bool = False
) -> bytes:
    """A PDF of A4 pages, each a list of lines of print: left, bottom, size, text; all of it turned by the matrix.

    Over a picture of the whole page where they `are_pictures`.
    """
    kids = " ".join(f"{5 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>",
        "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>",
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000"
        "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>>>",
    ]
    for number, lines in enumerate(pages):
        resources = "/Resources<</Font<</F1 3 0 R>>>>/MediaBox[0 0 595 842]"
        objects.append(f"<</Type/Page/Parent 2 0 R{resources}/Contents {6 + 2 * number} 0 R>>")
        drawn = "\n".join(
            f"BT /F1 {size} Tf {left} {bottom} Td <{text.encode('utf-16-be').hex()}> Tj ET"
            for left, bottom, size, text in lines
        )
        drawn = f"{PICTURE if are_pictures else ''}\n{matrix} cm\n{drawn}"
        objects.append(f"<</Length {len(drawn)}>>stream\n{drawn}\nendstream")
    return _number(objects)


def _number(objects: list[str]) -> bytes:
    file = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(file))
        file += f"{number} 0 obj{content}endobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(file)}\n%%EOF"
    return file + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode("latin-1")
