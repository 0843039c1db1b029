/* Suggests units of the register while a name is typed: arrows, Enter, Esc. Without it the fields take names and codes as typed. */
"use strict";

(() => {

let list = null;
let owner = null;
let waiting = 0;
let asking = null;

const typed = (unit) => `${unit.name} (${unit.code})`;

function close() {
    asking?.abort();
    list?.remove();
    owner?.removeAttribute("aria-activedescendant");
    owner?.setAttribute("aria-expanded", "false");
    list = owner = null;
}

function choose(item) {
    const input = owner;
    close();
    input.value = item.dataset.typed;
    input.dispatchEvent(new CustomEvent("unit-chosen", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
}

function show(input, units) {
    close();
    if (!units.length) return;
    owner = input;
    list = document.createElement("ul");
    list.className = "rg-list";
    list.id = `${input.id}-list`;
    list.setAttribute("role", "listbox");
    units.forEach((unit, index) => {
        const item = document.createElement("li");
        const note = document.createElement("span");
        item.id = `${list.id}-${index}`;
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", "false");
        item.dataset.typed = typed(unit);
        item.textContent = unit.name;
        note.className = "nc-meta";
        note.textContent = [unit.short, unit.code, unit.above, unit.ended && `† ${unit.ended}`].filter(Boolean).join(" · ");
        item.append(note);
        list.append(item);
    });
    input.closest(".rg-pick").append(list);
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-expanded", "true");
}

async function ask(input) {
    const text = input.value.trim();
    if (!text) return close();
    asking?.abort();
    asking = new AbortController();
    try {
        const query = new URLSearchParams(input.dataset.findMore || "");
        query.set("q", text);
        const answer = await fetch(`${input.dataset.find}?${query}`, { signal: asking.signal, credentials: "same-origin" });
        if (answer.ok && input.value.trim() === text && document.activeElement === input) show(input, (await answer.json()).units);
    } catch (error) {
        if (error.name !== "AbortError") close();
    }
}

function move(by) {
    const items = [...list.children];
    const now = items.findIndex((item) => item.getAttribute("aria-selected") === "true");
    const next = items[(now + by + items.length) % items.length] ?? items[0];
    items[now]?.setAttribute("aria-selected", "false");
    next.setAttribute("aria-selected", "true");
    next.scrollIntoView({ block: "nearest" });
    owner.setAttribute("aria-activedescendant", next.id);
}

function frame(input) {
    const around = document.createElement("div");
    around.className = "rg-pick";
    input.before(around);
    around.append(input);
    Object.entries({ role: "combobox", "aria-expanded": "false", "aria-autocomplete": "list" })
        .forEach(([name, value]) => input.setAttribute(name, value));
}

/* Several units: the text area becomes a list with a field to add one more. */
function several(area) {
    const input = document.createElement("input");
    const chosen = document.createElement("ul");
    chosen.className = "rg-chosen";
    input.type = "text";
    input.autocomplete = "off";
    input.placeholder = area.dataset.add;
    input.id = area.id;
    for (const name of ["aria-describedby", "aria-invalid"]) if (area.hasAttribute(name)) input.setAttribute(name, area.getAttribute(name));
    input.dataset.unitPick = "";
    input.dataset.find = area.dataset.find;
    input.dataset.findMore = area.dataset.findMore;
    area.removeAttribute("id");
    area.hidden = true;
    area.before(chosen, input);
    frame(input);
    const lines = () => area.value.split("\n").map((line) => line.trim()).filter(Boolean);
    const draw = () => {
        chosen.replaceChildren(...lines().map((line) => {
            const item = document.createElement("li");
            const button = document.createElement("button");
            button.type = "button";
            button.textContent = "×";
            button.setAttribute("aria-label", `${area.dataset.remove}: ${line}`);
            button.addEventListener("click", () => {
                area.value = lines().filter((each) => each !== line).join("\n");
                draw();
                input.focus();
            });
            item.append(line, button);
            return item;
        }));
    };
    const add = () => {
        const line = input.value.trim();
        if (!line) return;
        if (!lines().includes(line)) area.value = [...lines(), line].join("\n");
        input.value = "";
        draw();
    };
    input.addEventListener("unit-chosen", add);
    input.addEventListener("keydown", (event) => {
        if (event.key === "Enter" && input.value.trim() && !list) { event.preventDefault(); add(); }
    });
    input.form?.addEventListener("submit", add);
    draw();
}

function begin() {
    document.querySelectorAll("input[data-unit-pick]").forEach(frame);
    document.querySelectorAll("textarea[data-units-pick]").forEach(several);
}

// The shell loads scripts of forms before the page's content.
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
else begin();
document.addEventListener("input", (event) => {
    if (!event.target.matches?.("input[data-unit-pick]")) return;
    window.clearTimeout(waiting);
    waiting = window.setTimeout(ask, 120, event.target);
});
document.addEventListener("keydown", (event) => {
    if (!list || event.target !== owner) return;
    const selected = list.querySelector("[aria-selected=true]");
    if (event.key === "ArrowDown" || event.key === "ArrowUp") move(event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Enter") choose(selected ?? list.firstElementChild);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
}, true);
document.addEventListener("pointerdown", (event) => {
    const item = event.target.closest?.(".rg-list li");
    if (item) { event.preventDefault(); choose(item); } else if (!event.target.closest?.(".rg-list")) close();
});
document.addEventListener("focusout", (event) => { if (event.target === owner) window.setTimeout(close, 150); });
})();
