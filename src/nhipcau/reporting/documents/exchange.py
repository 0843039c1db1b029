"""What goes with the document between systems: a metadata file with the names of fields of QCVN 102:2016/BTTTT (edXML).

No public schema of the regulation was found, so nothing has validated it; the file says so. Nothing is sent anywhere.
"""

from __future__ import annotations

import hashlib
from xml.etree import ElementTree as ET

from nhipcau.reporting.documents.office import addressees_of, full_name, place_of, symbol_of
from nhipcau.reporting.documents.wording import Content, period

NAMESPACE = "http://www.mic.gov.vn/TBT/QCVN_102_2016"
DRAFT = (
    " Bản thảo theo tên trường của QCVN 102:2016/BTTTT (edXML); chưa được lược đồ nào kiểm tra."
    " A draft with the field names of QCVN 102:2016; no schema has validated it. "
)


def xml_of(content: Content, *, attachment: bytes, name: str) -> bytes:
    """Envelope and manifest for the file `attachment`; what the clerk fills in (number, day, signer) stays empty."""
    unit, cycle = content["unit"], content["cycle"]
    ET.register_namespace("edXML", NAMESPACE)
    root = ET.Element(_named("edXML"))
    root.append(ET.Comment(DRAFT))
    envelope = _below(root, "edXMLEnvelope")
    header = _below(_below(envelope, "edXMLHeader"), "MessageHeader")
    sender = _below(header, "From")
    for field, text in (
        ("OrganId", unit["code"]), ("OrganName", full_name(unit["name"])), ("OrganAdd", unit["address"]), ("Email", unit["email"]),
        ("Telephone", unit["phone"]),
    ):  # fmt: skip
        _below(sender, field, text)
    for receiver in addressees_of(content):
        to = _below(header, "To")
        outside = cycle["is_outward"]
        _below(to, "OrganId", "" if outside else content["keeper"]["code"])
        _below(to, "OrganName", receiver)
    code = _below(header, "Code")
    _below(code, "CodeNumber")
    _below(code, "CodeNotation", symbol_of(unit))
    promulgation = _below(header, "PromulgationInfo")
    _below(promulgation, "Place", place_of(content))
    _below(promulgation, "PromulgationDate")
    kind = _below(header, "DocumentType")
    _below(kind, "TypeName", "Báo cáo")
    _below(header, "Subject", f"{content['form']['subject']} {period(cycle)}"[:500])
    signer = _below(header, "SignerInfo")
    for field in ("Competence", "Position", "FullName"):
        _below(signer, field)
    _below(header, "DueDate", cycle["due_on"].replace("-", "/"))
    other = _below(header, "OtherInfo")
    _below(other, "Priority", "0")
    body = _below(root, "edXMLBody")
    reference = _below(_below(body, "Manifest"), "Reference")
    _below(reference, "ContentId", f"cid:{hashlib.sha256(attachment).hexdigest()}")
    _below(
        reference, "ContentType", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    )
    _below(reference, "AttachmentName", name)
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _named(field: str) -> str:
    return f"{{{NAMESPACE}}}{field}"


def _below(parent: ET.Element, field: str, text: str = "") -> ET.Element:
    made = ET.SubElement(parent, _named(field))
    made.text = text or None
    return made
