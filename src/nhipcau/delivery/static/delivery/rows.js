/* J and K move from row to row of a list; Enter opens the row, as on any link. */
(() => {
    const typing = (target) => target.closest("input, select, textarea, [contenteditable]");
    document.addEventListener("keydown", (event) => {
        if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
        const step = { j: 1, k: -1 }[event.key.toLowerCase()];
        if (!step) return;
        const links = [...document.querySelectorAll("[data-row] a[href]:first-of-type")].filter((link) => link.closest("[data-row]").querySelector("a[href]") === link);
        if (!links.length) return;
        const here = links.findIndex((link) => link.closest("[data-row]").contains(document.activeElement));
        const next = here === -1 ? (step > 0 ? 0 : links.length - 1) : Math.min(links.length - 1, Math.max(0, here + step));
        links[next].focus();
        event.preventDefault();
    });
})();

/* How many rows of a list are ticked; what asks for some stays shut until one is. */
document.querySelectorAll("[data-chosen]").forEach((form) => {
    const ticks = () => [...form.elements].filter((field) => field.type === "checkbox" && ["viec", "xin"].includes(field.name));
    const told = form.querySelector("[data-chosen-count]");
    if (!told) return;
    const bar = told.closest(".nd-chosen");
    const count = () => {
        const number = ticks().filter((tick) => tick.checked).length;
        told.textContent = number;
        bar.classList.toggle("nd-chosen--none", number === 0);
    };
    document.addEventListener("change", count);
    count();
});
