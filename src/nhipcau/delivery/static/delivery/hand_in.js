/* Forms that hand evidence in: words are kept on this device until the server has them, files gather, nothing is sent twice,
   and a broken connection loses nothing. Without this script the form is an ordinary one. */
"use strict";
(() => {
    const form = document.querySelector("form[data-draft]");
    if (!form) return;
    const place = `nhipcau:${form.dataset.draft}`; // names the account: a shared machine shows nobody the words of another
    const KEPT = ["note", "link", "figure", "figure_of"];
    const part = (name) => form.querySelector(`[data-${name}]`);
    const fields = () => [...form.elements].filter((field) => KEPT.includes(field.name));
    const ticks = () => [...form.querySelectorAll('input[name="viec"]')];
    const button = form.querySelector('button[type="submit"]');

    /* What was typed. The key is kept with it: a second window with the same words is the same form, and counts once. */
    const forget = () => { try { localStorage.removeItem(place); } catch { /* nothing is kept on this device */ } };
    const keep = () => {
        const values = Object.fromEntries(fields().map((field) => [field.name, field.value]));
        const viec = ticks().filter((tick) => tick.checked).map((tick) => tick.value);
        if (!Object.values(values).some(Boolean)) { forget(); return; }
        try { localStorage.setItem(place, JSON.stringify({ ...values, viec, key: form.elements.key.value })); } catch { return; }
        part("draft-note").hidden = false;
    };
    const restore = () => {
        let kept = {};
        try { kept = JSON.parse(localStorage.getItem(place) || "{}") || {}; } catch { kept = {}; }
        // The server has the evidence of the form that was filled in.
        if (kept.key && form.dataset.handedIn.split(" ").includes(kept.key)) { forget(); return; }
        if (!kept.key || fields().some((field) => field.value)) return;
        for (const field of fields()) field.value = kept[field.name] || "";
        for (const tick of ticks()) if ((kept.viec || []).includes(tick.value)) tick.checked = true;
        form.elements.key.value = kept.key;
        part("draft-note").hidden = false;
    };

    /* A camera gives one photo at a time: each choice is added to those before. */
    const gather = (input) => {
        let held = [];
        const list = document.createElement("ul");
        list.className = "nd-gathered";
        input.closest(".nc-file").after(list);
        const show = () => {
            const carrier = new DataTransfer();
            for (const file of held) carrier.items.add(file);
            input.files = carrier.files;
            list.replaceChildren(...held.map((file) => {
                const row = document.createElement("li");
                const drop = document.createElement("button");
                drop.type = "button";
                drop.className = "nd-gathered__drop";
                drop.textContent = "✕";
                drop.setAttribute("aria-label", `✕ ${file.name}`);
                drop.addEventListener("click", () => { held = held.filter((other) => other !== file); show(); });
                row.append(`${file.name} `, drop);
                return row;
            }));
        };
        input.addEventListener("change", () => {
            const same = (file) => held.some((other) => other.name === file.name && other.size === file.size && other.lastModified === file.lastModified);
            held = [...held, ...[...input.files].filter((file) => !same(file))];
            show();
        });
    };
    if (typeof DataTransfer === "function") form.querySelectorAll("input[data-gather]").forEach(gather);

    const count = () => { const told = part("ticked"); if (told) told.textContent = ticks().filter((tick) => tick.checked).length; };

    /* Sending. Files stay chosen on the page whatever the connection does. */
    const word = button.textContent;
    const busy = (sending) => { button.disabled = sending; button.textContent = sending ? button.dataset.sending : word; };
    const say = (name, shown) => { part(name).hidden = !shown; if (shown) part(name).scrollIntoView({ block: "center" }); };
    const tell = (errors) => {
        const rows = errors.map((error) => {
            const row = document.createElement("li");
            const link = error.field ? document.createElement("a") : null;
            if (link) { link.href = `#${error.field}`; link.textContent = error.text; row.append(link); } else row.textContent = error.text;
            return row;
        });
        part("say-errors").querySelector("ul").replaceChildren(...rows);
        say("say-errors", true);
    };
    const send = async () => {
        if (button.disabled) return;
        keep();
        say("say-errors", false);
        busy(true);
        let answer;
        try {
            if (navigator.onLine === false) throw new TypeError("offline");
            answer = await fetch(form.action.replace(/#.*$/, ""), { method: "POST", body: new FormData(form), headers: { "X-Requested-With": "fetch" } });
        } catch {
            say("say-offline", true);
            busy(false);
            return;
        }
        say("say-offline", false);
        const isJson = (answer.headers.get("Content-Type") || "").startsWith("application/json");
        if (!isJson) { form.submit(); return; } // signed out, or refused: the ordinary way shows why, the words are kept
        const told = await answer.json();
        if (answer.ok) { forget(); location.assign(told.address); return; }
        tell(told.errors);
        busy(false);
    };

    restore();
    count();
    form.addEventListener("input", () => { keep(); count(); });
    form.addEventListener("submit", (event) => { event.preventDefault(); send(); });
    window.addEventListener("online", () => say("say-offline", false));
    window.addEventListener("pageshow", () => busy(false));
    document.addEventListener("keydown", (event) => {
        if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") { event.preventDefault(); form.requestSubmit(); }
    });
})();
