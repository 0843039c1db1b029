"""Model → official .docx in the layout of Nghị định 30/2020/NĐ-CP or of the Party; loaded only when something is written."""
