// Suggests units of the register while a name is typed: arrows, Enter, Esc; marks and case do not matter.
const source = document.getElementById("unit-choices");
const fold = (text) => text.toLowerCase().replaceAll("đ", "d").normalize("NFD").replace(/\p{M}/gu, "");
const known = source ? JSON.parse(source.textContent).map(([name, note]) => ({ name, note, folded: `${fold(name)} ${fold(note)}` })) : [];
let list = null;
let owner = null;

function close() {
    list?.remove();
    owner?.removeAttribute("aria-activedescendant");
    owner?.setAttribute("aria-expanded", "false");
    list = owner = null;
}

function choose(item) {
    const input = owner;
    close();
    input.value = item.dataset.name;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
    close();
}

function show(input) {
    const asked = fold(input.value).split(/\s+/).filter(Boolean);
    if (!asked.length) return close();
    const found = known.filter((each) => asked.every((word) => each.folded.includes(word))).slice(0, 12);
    close();
    if (!found.length || (found.length === 1 && found[0].name === input.value)) return;
    owner = input;
    list = document.createElement("ul");
    list.className = "rv-list";
    list.id = "rv-unit-list";
    list.setAttribute("role", "listbox");
    found.forEach((each, index) => {
        const item = document.createElement("li");
        const note = document.createElement("span");
        item.id = `rv-unit-${index}`;
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", "false");
        item.dataset.name = each.name;
        item.textContent = each.name;
        note.className = "nc-meta";
        note.textContent = each.note;
        item.append(note);
        list.append(item);
    });
    input.closest(".rv-unit").append(list);
    Object.entries({ role: "combobox", "aria-controls": list.id, "aria-expanded": "true", "aria-autocomplete": "list" })
        .forEach(([name, value]) => input.setAttribute(name, value));
}

function move(by) {
    const items = [...list.children];
    const now = items.findIndex((item) => item.getAttribute("aria-selected") === "true");
    const next = items[(now + by + items.length) % items.length];
    items[now]?.setAttribute("aria-selected", "false");
    next.setAttribute("aria-selected", "true");
    next.scrollIntoView({ block: "nearest" });
    owner.setAttribute("aria-activedescendant", next.id);
}

document.addEventListener("input", (event) => {
    if (event.isTrusted && event.target.matches?.("[data-unit-input]")) show(event.target);
});
document.addEventListener("keydown", (event) => {
    if (!list || event.target !== owner) return;
    const selected = list.querySelector("[aria-selected=true]");
    if (event.key === "ArrowDown" || event.key === "ArrowUp") move(event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Enter" && selected) choose(selected);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
}, true);
document.addEventListener("pointerdown", (event) => {
    const item = event.target.closest?.(".rv-list li");
    if (item) { event.preventDefault(); choose(item); } else if (!event.target.closest?.(".rv-list")) close();
});
document.addEventListener("focusout", (event) => { if (event.target === owner) window.setTimeout(close, 150); });
