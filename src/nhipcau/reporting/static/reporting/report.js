/* A report saves by itself, row by row, 0.9 s after the last key and when a field is left. What was typed lies on the device until the
   server has it. A row that somebody else saved is never overwritten: both values are shown, and the person chooses. */

const root = document.querySelector("[data-report]");
const status = document.getElementById("saved");
const states = new Map();

const stateOf = (form) => {
    if (!states.has(form)) states.set(form, { timer: 0, busy: null, dirty: false });
    return states.get(form);
};
const plain = (form) => [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
const say = (text, bad = false) => { status.textContent = text; status.classList.toggle("is-bad", bad); };

function tell(form, text) {
    const place = form.querySelector("[data-told]");
    place.textContent = text;
    place.hidden = !text;
}

function stash(form) {
    try { localStorage.setItem(form.dataset.key, JSON.stringify(plain(form))); } catch { /* storage may be off */ }
}

function forget(form) {
    try { localStorage.removeItem(form.dataset.key); } catch { /* storage may be off */ }
}

function restore(form) {
    let kept = null;
    try { kept = JSON.parse(localStorage.getItem(form.dataset.key)); } catch { return; }
    if (!kept) return;
    const version = kept.find(([name]) => name === "version")?.[1];
    if (version !== form.elements.version.value) return forget(form);
    for (const [name, value] of kept) if (name !== "version" && form.elements[name]) form.elements[name].value = value;
    const folded = form.closest("details.rp-quiet");
    if (folded) folded.open = true;
    say(root.dataset.restored);
    changed(form);
}

function setVersion(form, version) {
    form.querySelector("[data-version]").value = version;
    for (const field of root.querySelectorAll(`[data-version-of="${form.dataset.key}"]`)) field.value = version;
}

function show(progress) {
    if (!progress) return;
    const bar = document.getElementById("progress-bar");
    if (!bar) return;
    bar.max = progress.parts;
    bar.value = progress.complete;
    document.getElementById("progress-told").textContent = progress.counter;
    document.getElementById("missing-count").textContent = progress.missing.length;
    document.getElementById("missing-box").hidden = progress.missing.length === 0;
    const list = document.getElementById("missing");
    list.replaceChildren(...progress.missing.map((each) => {
        const item = document.createElement("li"), link = document.createElement("a");
        link.href = `#${each.anchor}`;
        link.textContent = each.label;
        item.append(link, `: ${each.told}`);
        return item;
    }));
    const told = new Map(progress.missing.map((each) => [each.anchor, each.told]));
    for (const place of root.querySelectorAll("[data-problem]")) {
        const owner = place.closest(".rp-figure") ?? place.closest(".rp-section");
        place.textContent = told.get(owner.id) ?? "";
        place.hidden = !told.has(owner.id);
    }
    for (const link of root.querySelectorAll("[data-part]")) {
        const section = document.getElementById(link.dataset.part);
        const lacking = told.has(section.id) || [...section.querySelectorAll(".rp-figure")].some((row) => told.has(row.id));
        link.classList.toggle("is-lacking", lacking);
        link.classList.toggle("is-complete", !lacking);
        link.firstElementChild.textContent = lacking ? "!" : "✓";
    }
}

function clash(form, said) {
    const place = form.querySelector("[data-clash]");
    const theirs = document.createElement("p"), text = document.createElement("pre");
    theirs.textContent = root.dataset.theirs;
    text.lang = "vi";
    text.textContent = Object.values(said.theirs).filter(Boolean).join("\n") || "–";
    const choose = (label, deed) => {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "button button-small button-secondary";
        button.textContent = label;
        button.addEventListener("click", () => { place.hidden = true; tell(form, ""); deed(); });
        return button;
    };
    place.replaceChildren(
        theirs, text,
        choose(root.dataset.take, () => {
            for (const [name, value] of Object.entries(said.theirs)) if (form.elements[name]) form.elements[name].value = value;
            setVersion(form, said.version);
            stateOf(form).dirty = false;
            forget(form);
            grow(form);
        }),
        choose(root.dataset.mine, () => { setVersion(form, said.version); stateOf(form).dirty = true; save(form); }),
    );
    place.hidden = false;
}

async function send(form, state) {
    state.dirty = false;
    say(root.dataset.saving);
    let answer = null, said = null;
    try {
        answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { "X-Requested-With": "fetch" }, keepalive: true });
        said = answer.redirected ? null : await answer.json();
    } catch { /* no connection, or no answer of ours */ }
    if (!said) {
        state.dirty = true;
        tell(form, answer?.redirected || answer?.status === 403 ? root.dataset.signedOut : root.dataset.failed);
        return say(root.dataset.failed, true);
    }
    if (answer.ok) {
        setVersion(form, said.version);
        if (!state.dirty) {
            forget(form);
            for (const name of ["value", "of", "estimate"]) {
                const field = form.elements[name];
                if (field && field.type === "text" && field !== document.activeElement) field.value = said.values[name] ?? "";
            }
        }
        tell(form, "");
        form.querySelector("[data-clash]").hidden = true;
        show(said.progress);
        return say(root.dataset.saved);
    }
    tell(form, said.told);
    if (answer.status === 409) clash(form, said);
    say("");
}

function save(form) {
    const state = stateOf(form);
    clearTimeout(state.timer);
    state.timer = 0;
    if (!state.dirty) return state.busy ?? Promise.resolve();
    state.busy = (state.busy ?? Promise.resolve()).then(() => (state.dirty ? send(form, state) : undefined));
    return state.busy;
}

const saveAll = () => Promise.all([...states.keys()].map(save));

function changed(form) {
    const state = stateOf(form);
    state.dirty = true;
    stash(form);
    clearTimeout(state.timer);
    state.timer = setTimeout(() => save(form), 900);
}

function grow(box) {
    for (const area of box.querySelectorAll("textarea[data-grow]")) {
        area.style.blockSize = "auto";
        area.style.blockSize = `${Math.min(area.scrollHeight + 4, window.innerHeight * 0.7)}px`;
    }
}

document.addEventListener("toggle", async (event) => {
    const box = event.target;
    if (!(box instanceof HTMLDetailsElement) || !box.open || !box.dataset.sources) return;
    const answer = await fetch(box.dataset.sources, { headers: { "X-Requested-With": "fetch" } }).catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".rp-source-list");
    if (!fresh) return;
    box.querySelector("[data-sources-list]").replaceChildren(fresh);
    delete box.dataset.sources;
}, true);

if (root) {
    root.addEventListener("input", (event) => {
        const form = event.target.closest("form[data-autosave]");
        if (!form) return;
        grow(form);
        changed(form);
    });
    root.addEventListener("focusout", (event) => {
        const form = event.target.closest("form[data-autosave]");
        if (form && states.has(form)) save(form);
    });
    document.addEventListener("keydown", (event) => {
        if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
            event.preventDefault();
            saveAll();
        }
    });
    // Enter in a one-line field saves the row; it does not leave the page.
    root.addEventListener("submit", (event) => {
        if (event.target.matches("form[data-autosave]")) {
            event.preventDefault();
            stateOf(event.target).dirty = true;
            save(event.target);
        }
    });
    // A deed waits for what is being saved, and does not go ahead over what could not be saved.
    document.addEventListener("click", async (event) => {
        const button = event.target.closest("[data-after-saving]");
        if (!button || button.dataset.ready) return;
        event.preventDefault();
        await saveAll();
        if ([...states.values()].some((state) => state.dirty) || root.querySelector("[data-clash]:not([hidden])")) return;
        button.dataset.ready = "1";
        button.click();
    });
    window.addEventListener("pagehide", () => { for (const [form, state] of states) if (state.dirty) save(form); });
    window.addEventListener("beforeunload", (event) => {
        if ([...states.values()].some((state) => state.dirty)) event.preventDefault();
    });
    for (const form of root.querySelectorAll("form[data-autosave]")) restore(form);
    grow(root);
}
