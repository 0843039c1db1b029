/* What is typed of a voucher is kept on this device until the server has it; a form is sent once. The key is kept with the words: the
   same words from a second window are the same voucher. */

const form = document.querySelector("form[data-keep]");
const place = `nhipcau:voucher:${form.dataset.keep}`;
const KEPT = ["line", "amount", "number", "spent_on", "what", "key"];
const note = form.querySelector("[data-kept]");
const forget = () => { try { localStorage.removeItem(place); } catch { /* nothing is kept on this device */ } };

const keep = () => {
    if (!["amount", "number", "what"].some((name) => form.elements[name].value)) { forget(); return; }
    try {
        localStorage.setItem(place, JSON.stringify(Object.fromEntries(KEPT.map((name) => [name, form.elements[name].value]))));
        note.hidden = false;
    } catch { /* a browser without a store keeps nothing */ }
};

if (document.querySelector(".messages .success")) forget();
try {
    const kept = JSON.parse(localStorage.getItem(place) || "{}");
    if (kept.key && !form.elements.number.value && !form.elements.amount.value) {
        for (const name of KEPT) if (kept[name]) form.elements[name].value = kept[name];
        note.hidden = false;
    }
} catch { /* what cannot be read is not restored */ }
form.addEventListener("input", keep);
form.addEventListener("focusout", (event) => {
    if (event.target.name !== "amount" || !/^[\d.\s]+$/.test(event.target.value)) return;
    event.target.value = event.target.value.replace(/\D/g, "").replace(/\B(?=(\d{3})+(?!\d))/g, ".");
});
form.addEventListener("submit", (event) => {
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
});
window.addEventListener("pageshow", () => { delete form.dataset.sent; });
