/* The browser's calendar beside a day field: what is chosen is written as dd/mm/yyyy. */
"use strict";

document.addEventListener("input", (event) => {
    const calendar = event.target;
    if (!(calendar instanceof HTMLInputElement) || !calendar.dataset.dayFor || !calendar.value) return;
    const [year, month, day] = calendar.value.split("-");
    const field = document.getElementById(calendar.dataset.dayFor);
    if (!field) return;
    field.value = `${day}/${month}/${year}`;
    field.dispatchEvent(new Event("change", { bubbles: true }));
});

/* Forms of filters that ask for it are sent as soon as something is chosen. */
document.addEventListener("change", (event) => {
    const form = event.target instanceof Element ? event.target.closest("form[data-send-on-change]") : null;
    if (form) form.requestSubmit();
});

/* The name of a chosen file beside our own button. */
document.addEventListener("change", (event) => {
    const input = event.target;
    if (!(input instanceof HTMLInputElement) || input.type !== "file" || !input.id) return;
    const told = document.querySelector(`[data-file-of="${CSS.escape(input.id)}"]`);
    if (!told) return;
    told.dataset.none ??= told.textContent;
    told.textContent = [...input.files].map((file) => file.name).join(", ") || told.dataset.none;
});
