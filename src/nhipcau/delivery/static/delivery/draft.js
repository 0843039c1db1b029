/* Keeps what is typed into a form on this device until it was handed in; Ctrl+S hands it in. */
(() => {
    const form = document.querySelector("form[data-draft]");
    if (!form) return;
    const place = `nhipcau:${form.dataset.draft}`;
    const fields = () => [...form.elements].filter((field) => ["note", "link"].includes(field.name));
    const note = form.querySelector("[data-draft-note]");
    const keep = (sent) => {
        const values = Object.fromEntries(fields().map((field) => [field.name, field.value]));
        localStorage.setItem(place, JSON.stringify({ ...values, sent }));
    };
    let kept = {};
    try { kept = JSON.parse(localStorage.getItem(place) || "{}"); } catch { kept = {}; }
    // Sent, and the server did not complain: it has it now.
    if (kept.sent && !document.querySelector(".nc-note--error")) { localStorage.removeItem(place); kept = {}; }
    for (const field of fields()) if (!field.value && kept[field.name]) field.value = kept[field.name];
    form.addEventListener("input", () => { keep(false); if (note) note.hidden = false; });
    form.addEventListener("submit", () => keep(true));
    document.addEventListener("keydown", (event) => {
        if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") { event.preventDefault(); form.requestSubmit(); }
    });
})();
