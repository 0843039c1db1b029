/* Lines of an estimate save by themselves, 0.9 s after the last key and when the page is left; their product shows at once, the sum of all
   and its words come from the server. A line that somebody else saved is never overwritten. */

const root = document.querySelector("[data-estimate]");
const status = document.getElementById("saved");
const states = new Map();
const whole = (text) => Number(text.replace(/[.\s,đ]/g, "") || "0");
const grouped = (number) => String(number).replace(/\B(?=(\d{3})+(?!\d))/g, ".");

function stateOf(form) {
    if (!states.has(form)) states.set(form, { timer: 0, busy: null, dirty: false });
    return states.get(form);
}

function tell(form, text) {
    const place = form.querySelector("[data-told]");
    place.textContent = text;
    place.hidden = !text;
}

function multiply(form) {
    const [quantity, times, norm] = ["quantity", "times", "norm"].map((name) => form.elements[name].value.trim());
    const product = (quantity === "" ? 1 : whole(quantity)) * (times === "" ? 1 : whole(times)) * whole(norm);
    if (Number.isSafeInteger(product)) form.querySelector("[data-amount]").textContent = grouped(product);
    const all = [...root.querySelectorAll("[data-amount]")].reduce((sum, each) => sum + whole(each.textContent), 0);
    document.querySelector("[data-total]").textContent = grouped(all);
}

async function send(form, state) {
    state.dirty = false;
    status.textContent = root.dataset.saving;
    try {
        const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { "X-Requested-With": "fetch" }, keepalive: true });
        const said = await answer.json();
        if (answer.ok) {
            form.querySelector("[data-version]").value = said.version;
            for (const field of root.querySelectorAll("[data-estimate-version]")) field.value = said.estimate;
            if (!state.dirty) form.querySelector("[data-amount]").textContent = said.amount;
            document.querySelector("[data-total]").textContent = said.total;
            document.querySelector("[data-words]").textContent = `(${said.words})`;
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
    if (event.target.matches("[data-factor]")) multiply(form);
    clearTimeout(state.timer);
    state.timer = setTimeout(() => save(form), 900);
});
root.addEventListener("focusout", (event) => {
    const form = event.target.closest("form[data-autosave]");
    if (event.target.matches("[data-factor]") && event.target.value.trim()) event.target.value = grouped(whole(event.target.value));
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
    // What could not be saved stays on the page with its reason: nothing is handed in over it.
    if ([...states.keys()].some((each) => !each.querySelector("[data-told]").hidden)) return;
    form.requestSubmit(pressed);
});
window.addEventListener("pagehide", () => { saveAll(); });
