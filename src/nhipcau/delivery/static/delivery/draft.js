/* Keeps what is typed into a form on this device until the server shows that it was handed in; Ctrl+S hands it in. */
(() => {
    const form = document.querySelector("form[data-draft]");
    if (!form) return;
    const place = `nhipcau:${form.dataset.draft}`; // names the account: a shared machine shows nobody the words of another
    const fields = () => [...form.elements].filter((field) => ["note", "link"].includes(field.name));
    const note = form.querySelector("[data-draft-note]");
    const keep = () => {
        const values = Object.fromEntries(fields().map((field) => [field.name, field.value]));
        try { localStorage.setItem(place, JSON.stringify({ ...values, key: form.elements.key.value })); } catch { return; }
        if (note) note.hidden = false;
    };
    let kept = {};
    try {
        kept = JSON.parse(localStorage.getItem(place) || "{}");
        // The evidence of the form that was filled in stands on this page: the server has it.
        if (form.dataset.handedIn.split(" ").includes(kept.key)) { localStorage.removeItem(place); kept = {}; }
    } catch { kept = {}; }
    for (const field of fields()) if (!field.value && kept[field.name]) field.value = kept[field.name];
    form.addEventListener("input", keep);
    form.addEventListener("submit", keep);
    document.addEventListener("keydown", (event) => {
        if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") { event.preventDefault(); form.requestSubmit(); }
    });
})();
