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
