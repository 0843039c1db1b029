/* Rows of a detailed plan save by themselves, 0.9 s after the last key and when the page is left. A row that somebody else saved is never overwritten. */

const root = document.querySelector("[data-unit-plan]");
const status = document.getElementById("saved");
const states = new Map();

function stateOf(form) {
    if (!states.has(form)) states.set(form, { timer: 0, busy: null, dirty: false });
    return states.get(form);
}

function tell(form, text) {
    const place = form.querySelector("[data-told]");
    place.textContent = text;
    place.hidden = !text;
}

async function send(form, state) {
    state.dirty = false;
    status.textContent = root.dataset.saving;
    try {
        const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { "X-Requested-With": "fetch" }, keepalive: true });
        const said = await answer.json();
        if (answer.ok) {
            form.querySelector("[data-version]").value = said.version;
            for (const field of root.querySelectorAll("[data-plan-version]")) field.value = said.plan;
            tell(form, "");
            status.textContent = root.dataset.saved;
        } else {
            tell(form, said.told);
            status.textContent = "";
        }
    } catch {
        state.dirty = true;
        tell(form, root.dataset.failed);
        status.textContent = "";
    }
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

root.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-autosave]");
    if (!form) return;
    const state = stateOf(form);
    state.dirty = true;
    clearTimeout(state.timer);
    state.timer = setTimeout(() => save(form), 900);
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
root.addEventListener("submit", async (event) => {
    const form = event.target;
    if (form.matches("[data-autosave]")) {
        event.preventDefault();
        save(form);
        return;
    }
    if (![...states.values()].some((state) => state.dirty || state.timer)) return;
    event.preventDefault();
    const pressed = event.submitter;
    await saveAll();
    form.requestSubmit(pressed);
});
window.addEventListener("pagehide", () => { saveAll(); });
