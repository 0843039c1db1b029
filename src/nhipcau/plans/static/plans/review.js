// The review screen: opening tasks beside their source, saving by itself, keys. Without it every form is sent as a page.
const root = document.querySelector("[data-review]");
const words = document.getElementById("rv-words").dataset;
const told = document.getElementById("rv-saved");
const narrow = window.matchMedia("(max-width: 61.9375em)");
const saving = new Map(); // form → { timer, busy, again }
const STASH = "nhipcau-draft-";

const say = (text, bad = false) => { told.textContent = text; told.classList.toggle("is-bad", bad); };
const parse = (html) => new DOMParser().parseFromString(html, "text/html");
const ask = (url, options = {}) => fetch(url, { credentials: "same-origin", ...options, headers: { "X-Requested-With": "fetch" } });
const tasks = () => [...root.querySelectorAll(".rv-task")];
const current = () => root.querySelector(".rv-task.is-open");
// Every fragment of ours says so. What does not is the sign-in page, a refused token or a broken server.
const isOurs = (answer) => answer.headers.has("X-Fragment") && !answer.redirected;
const isDown = (answer) => !answer || (answer.status >= 500 && !answer.redirected);
const taskOf = (key) => document.getElementById(`viec-${key}`);

// ── source and result, side by side ───────────────────────────────────────────
function mark(key, follow = true) {
    for (const each of root.querySelectorAll(".is-current")) each.classList.remove("is-current");
    let first = null;
    for (const each of root.querySelectorAll(`.rv-mark[data-task="${key}"]`)) {
        each.classList.add("is-current");
        first ??= each;
    }
    for (const each of root.querySelectorAll(`.rv-line[data-tasks~="${key}"]`)) each.classList.add("is-current");
    if (first && follow && !narrow.matches) center(first, document.getElementById("rv-source"));
}

function center(element, box) {
    const place = element.getBoundingClientRect(), frame = box.getBoundingClientRect();
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    box.scrollTo({ top: box.scrollTop + place.top - frame.top - box.clientHeight / 3, behavior: calm ? "auto" : "smooth" });
}

function settle(task) {
    const box = document.getElementById("rv-result");
    if (narrow.matches) task.scrollIntoView({ block: "start" });
    else box.scrollTop += task.getBoundingClientRect().top - box.getBoundingClientRect().top - 8;
}

async function open(key, { focus = "card", follow = true } = {}) {
    const task = taskOf(key);
    if (!task) return window.location.assign(`?viec=${key}#viec-${key}`);
    const before = current();
    if (before === task) { mark(key, follow); return settle(task); }
    if (before) await shut(before);
    const answer = await ask(task.dataset.url).catch(() => null);
    if (isDown(answer)) return say(words.offline, true);
    if (!isOurs(answer)) return say(words.signedOut, true);
    const fresh = parse(await answer.text()).querySelector(".rv-task");
    task.replaceWith(fresh);
    window.history.replaceState(null, "", `?${new URLSearchParams({ ...Object.fromEntries(new URLSearchParams(location.search)), viec: key })}`);
    restore(fresh.querySelector("form"));
    mark(key, follow);
    settle(fresh);
    const target = focus === "card" ? fresh.querySelector(".rv-card") : null;
    target?.focus({ preventScroll: true });
}

async function shut(task) {
    const form = task.querySelector("form[data-autosave]");
    const half = form && unfinished(form);
    if (half) half.dataset.settled = half.value;
    if (form && (half || saving.get(form)?.timer)) await save(form);
    const live = taskOf(task.dataset.task);
    live?.classList.remove("is-open");
    live?.querySelector(".rv-card")?.removeAttribute("aria-expanded");
    live?.querySelector("form[data-autosave]")?.remove();
}

// ── saving by itself ──────────────────────────────────────────────────────────
// The name of a unit that is being typed: it counts once it is chosen or left, so a pause never saves half a name.
const settled = (field) => field.dataset.settled ?? field.defaultValue;
function unfinished(form) {
    const field = document.activeElement;
    return field?.form === form && field.matches("[data-unit-input]") && field.value !== settled(field) ? field : null;
}
let redrawn = -Infinity; // when a form was last drawn anew under somebody's hands: the next letters were not meant as keys

const plain = (form) => [...new FormData(form)].filter(([name]) => !["csrfmiddlewaretoken", "parts"].includes(name));
const keyOf = (form) => form.dataset.key && STASH + form.dataset.key;

function stash(form) {
    if (keyOf(form)) try { localStorage.setItem(keyOf(form), JSON.stringify(plain(form))); } catch { /* storage may be off */ }
}

function changed(form) {
    const state = saving.get(form) ?? { timer: 0, busy: false, again: false };
    saving.set(form, state);
    stash(form);
    window.clearTimeout(state.timer);
    state.timer = window.setTimeout(() => save(form), 900);
}

function restore(form) {
    let kept = null;
    try { kept = JSON.parse(localStorage.getItem(keyOf(form))); } catch { return; }
    const version = kept?.find(([name]) => name === "version")?.[1];
    if (!kept || version !== form.elements.version.value) return localStorage.removeItem(keyOf(form));
    for (const [name, value] of kept) {
        const field = form.elements[name];
        if (field && !(field instanceof RadioNodeList) && field.type !== "checkbox" && field.type !== "hidden") field.value = value;
    }
    say(words.restored);
    changed(form);
}

async function save(form, button = null) {
    const state = saving.get(form) ?? { timer: 0, busy: false, again: false };
    saving.set(form, state);
    window.clearTimeout(state.timer);
    state.timer = 0;
    if (state.busy) { state.again = true; return; }
    state.busy = true;
    say(words.saving);
    const sent = new FormData(form, button ?? undefined), half = button ? null : unfinished(form);
    if (half) sent.set(half.name, settled(half));
    const before = JSON.stringify(plain(form));
    const answer = await ask(form.action, { method: "POST", body: sent, keepalive: before.length < 50000 }).catch(() => null);
    state.busy = false;
    if (isDown(answer)) {
        say(words.offline, true);
        state.wait = Math.min((state.wait ?? 2500) * 2, 60000);
        state.timer = window.setTimeout(() => save(form, button), state.wait);
        return;
    }
    state.wait = undefined;
    if (!isOurs(answer)) return say(words.signedOut, true);
    const next = answer.headers.get("X-Location");
    if (answer.ok && keyOf(form)) try { localStorage.removeItem(keyOf(form)); } catch { /* storage may be off */ }
    if (next) { window.location.assign(next); window.location.reload(); return; }
    receive(form, parse(await answer.text()), answer.status, before === JSON.stringify(plain(form)), button);
    if (state.again) { state.again = false; changed(form); }
    if (form.isConnected && unfinished(form)) stash(form);
}

// Where the keyboard is in a form that is about to be drawn anew, and how to go on there.
function hold(form) {
    const field = document.activeElement;
    if (!form.contains(field) || !field.name || field.type === "submit") return () => false;
    const { name, value, selectionStart, selectionEnd } = field, isNew = field.closest(".rv-unit--new");
    const role = field.closest("[data-units]")?.dataset.units;
    return (fresh) => {
        const next = isNew ? fresh.querySelector(`[data-units=${role}] .rv-unit--new input`) : fresh.elements.namedItem(name);
        if (!(next instanceof HTMLElement)) return false;
        redrawn = performance.now();
        next.closest("details")?.setAttribute("open", "");
        next.focus({ preventScroll: true });
        if (next.value === value && typeof selectionStart === "number") next.setSelectionRange(selectionStart, selectionEnd);
        return true;
    };
}

function receive(form, page, status, unchanged, button) {
    const fresh = page.querySelector("form");
    if (status === 409) say(words.conflict, true);
    else if (status === 422) say(words.unsaved, true);
    else if (status === 200) say(`${words.saved} ${new Date().toLocaleTimeString("vi", { hour: "2-digit", minute: "2-digit" })}`);
    else return say(words.offline, true);
    if (!fresh) return;
    form.elements.version.value = fresh.elements.version.value;
    const counters = page.getElementById("rv-counters");
    if (counters) {
        document.getElementById("rv-counters").replaceWith(counters);
        document.getElementById("rv-look").textContent = counters.dataset.look;
    }
    if (form.id === "rv-header") { if (status === 200 && unchanged && !form.contains(document.activeElement)) form.replaceWith(fresh); return; }
    const task = form.closest(".rv-task"), answer = page.querySelector(".rv-task");
    task.classList.toggle("needs-look", answer.classList.contains("needs-look"));
    const whole = button || status === 409 || (unchanged && !unfinished(form) && (status !== 200 || !form.contains(document.activeElement)));
    const goOn = hold(form), added = unchanged && document.activeElement.closest(".rv-unit--new")?.closest("[data-units]");
    for (const part of whole ? [fresh] : answer.querySelectorAll("[data-live]")) {
        const old = part === fresh ? form : document.getElementById(part.id);
        if (old && (part === fresh || old === added || !old.contains(document.activeElement))) old.replaceWith(part);
    }
    if (!whole && added) goOn(form);
    if (whole) {
        document.getElementById(`${task.id}-card`)?.replaceWith(answer.querySelector(".rv-card"));
        if (!goOn(fresh) && button?.name) task.querySelector(`[name="${button.name}"][value="${button.value}"], .rv-card`)?.focus({ preventScroll: true });
    }
    if (status === 200 && button?.hasAttribute("data-check")) step(1);
}

// ── keys and clicks ───────────────────────────────────────────────────────────
function step(by) {
    const all = tasks(), here = all.indexOf(current());
    const next = all[Math.min(Math.max(here + by, 0), all.length - 1)];
    if (next && next !== current()) open(next.dataset.task);
}

root.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const opener = event.target.closest("[data-open]");
    const line = event.target.closest(".rv-line[data-tasks]");
    const jump = event.target.closest("[data-line]");
    if (opener) {
        event.preventDefault();
        const task = taskOf(opener.dataset.open);
        if (opener.matches(".rv-card") && task?.classList.contains("is-open")) return void shut(task);
        open(opener.dataset.open, { follow: !opener.closest("#rv-source") });
    } else if (line && !window.getSelection().toString()) {
        const key = event.target.closest(".rv-mark")?.dataset.task ?? line.dataset.tasks.split(" ")[0];
        if (narrow.matches) root.querySelector("[name=rv-side][value=result]").checked = true;
        open(key, { follow: false });
    } else if (jump) {
        event.preventDefault();
        if (narrow.matches) root.querySelector("[name=rv-side][value=source]").checked = true;
        const target = document.getElementById(`dong-${jump.dataset.line}`);
        if (target) { mark(-1); target.classList.add("is-current"); narrow.matches ? target.scrollIntoView({ block: "center" }) : center(target, document.getElementById("rv-source")); }
    }
});
root.addEventListener("input", (event) => {
    const form = event.target.form;
    if (!form?.matches("[data-autosave]") || event.target.matches("[data-nosave]")) return;
    if (unfinished(form) === event.target) stash(form);
    else changed(form);
});
root.addEventListener("change", (event) => {
    if (!event.target.matches("[data-autosave] [data-unit-input]")) return;
    event.target.dataset.settled = event.target.value;
    changed(event.target.form);
});
root.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-autosave]")) return;
    event.preventDefault();
    save(event.target, event.submitter);
});
document.addEventListener("keydown", (event) => {
    const typing = event.target.matches?.("input, textarea, select, [contenteditable]");
    const form = event.target.form ?? current()?.querySelector("form[data-autosave]");
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
        event.preventDefault();
        const half = form && unfinished(form);
        if (half) half.dataset.settled = half.value;
        if (form) save(form);
        return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (event.key === "Escape" && current()) { const task = current(); shut(task).then(() => taskOf(task.dataset.task)?.querySelector(".rv-card")?.focus()); return; }
    if (typing || performance.now() - redrawn < 1000) return;
    const key = event.key.toLowerCase();
    if (key === "j") step(1);
    else if (key === "k") step(-1);
    else if (key === "c") current()?.querySelector("[data-check]")?.click();
    else if (key === "?") document.getElementById("rv-keys").showModal();
    else return;
    event.preventDefault();
});
document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[data-adopt]");
    const waiting = [...saving].filter(([, state]) => state.timer || state.busy);
    if (!link || !waiting.length) return;
    event.preventDefault();
    await Promise.all(waiting.map(([form]) => save(form)));
    window.location.assign(link.href);
});
window.addEventListener("pagehide", () => { for (const [form, state] of saving) if (state.timer && form.isConnected) save(form); });

const panels = root.querySelector(".rv-panels");
const fit = () => root.style.setProperty("--rv-top", `${Math.round(panels.getBoundingClientRect().top + window.scrollY + 30)}px`);
fit();
window.addEventListener("resize", fit);
root.addEventListener("toggle", fit, true);

const keys = root.querySelector("[data-keys]");
keys.hidden = false;
keys.addEventListener("click", () => document.getElementById("rv-keys").showModal());
if (current()) { mark(current().dataset.task); settle(current()); const form = current().querySelector("form"); if (form) restore(form); }
else if (/^#viec-\d+$/.test(location.hash)) open(location.hash.slice(6));
