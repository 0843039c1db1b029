// Addressing people in a comment: "@" and letters of a name or unit; arrows, Enter or Tab choose, Esc closes. Ctrl+Enter sends.
(() => {
    const field = document.querySelector("textarea[data-people]");
    if (!field) return;
    let list = null;
    let asked = 0;

    const typed = () => {
        const found = /(^|[\s(])@([^@\n]{0,40})$/u.exec(field.value.slice(0, field.selectionStart));
        return found && !/\s{2}|[.,;:!?]$/u.test(found[2]) ? found[2] : null;
    };
    const close = () => {
        list?.remove();
        list = null;
        for (const name of ["aria-controls", "aria-activedescendant", "aria-autocomplete"]) field.removeAttribute(name);
    };
    const select = (item) => {
        for (const each of list.children) each.setAttribute("aria-selected", String(each === item));
        field.setAttribute("aria-activedescendant", item.id);
        item.scrollIntoView({ block: "nearest" });
    };
    const choose = (item) => {
        const word = typed();
        const place = field.selectionStart - (word ?? "").length;
        field.setRangeText(`${item.dataset.name} `, place, field.selectionStart, "end");
        const hidden = document.createElement("input");
        Object.assign(hidden, { type: "hidden", name: "mention", value: item.dataset.pk });
        field.form.append(hidden);
        close();
        field.focus();
    };
    const show = (people) => {
        close();
        if (!people.length) return;
        list = document.createElement("ul");
        list.className = "tk-list";
        list.id = "tk-list";
        list.setAttribute("role", "listbox");
        list.setAttribute("aria-label", field.labels[0]?.textContent ?? "");
        people.forEach((each, index) => {
            const item = document.createElement("li");
            const note = document.createElement("span");
            item.id = `tk-person-${index}`;
            item.setAttribute("role", "option");
            item.dataset.name = each.name;
            item.dataset.pk = each.pk;
            item.textContent = each.name;
            note.textContent = each.held;
            item.append(note);
            item.addEventListener("mousedown", (event) => { event.preventDefault(); choose(item); });
            list.append(item);
        });
        field.after(list);
        field.setAttribute("aria-autocomplete", "list");
        field.setAttribute("aria-controls", list.id);
        select(list.firstElementChild);
    };
    const ask = async () => {
        const word = typed();
        const mine = ++asked;
        if (word === null) return close();
        const answer = await fetch(`${field.dataset.people}?q=${encodeURIComponent(word)}`, { headers: { Accept: "application/json" } }).catch(() => null);
        if (mine !== asked || !answer?.ok) return undefined;
        return show((await answer.json()).people);
    };
    field.addEventListener("input", ask);
    field.addEventListener("blur", () => setTimeout(close, 150));
    field.addEventListener("keydown", (event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return field.form.requestSubmit();
        if (!list) return undefined;
        const items = [...list.children];
        const at = items.findIndex((item) => item.getAttribute("aria-selected") === "true");
        if (event.key === "ArrowDown" || event.key === "ArrowUp") {
            select(items[(at + (event.key === "ArrowDown" ? 1 : -1) + items.length) % items.length]);
        } else if (event.key === "Enter" || event.key === "Tab") choose(items[at]);
        else if (event.key === "Escape") close();
        else return undefined;
        return event.preventDefault();
    });
})();
