// Asks for a fragment again and again until it says that it is over, or where to go; after a failure it waits longer and says so.
const place = document.querySelector("[data-poll]");
const told = document.querySelector("[data-poll-told]");
const every = Number(place?.dataset.every);
let wait = every;

const say = (text) => { told.textContent = text; told.hidden = !text; };

async function ask() {
    const answer = await fetch(place.dataset.poll, { headers: { "X-Requested-With": "fetch" }, credentials: "same-origin" }).catch(() => null);
    const ours = Boolean(answer?.headers.has("X-Fragment")) && !answer.redirected;
    const next = ours && answer.headers.get("X-Location");
    if (next) return window.location.assign(next);
    if (ours && answer.ok) {
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        place.replaceChildren(...page.body.childNodes);
        wait = every;
        say("");
        if (place.querySelector("[data-over]")) return;
    } else if (answer && (answer.redirected || answer.status < 500)) {
        return say(told.dataset.signedOut);
    } else {
        wait = Math.min(wait * 2, 60000);
        say(told.dataset.offline);
    }
    window.setTimeout(ask, wait);
}
if (place && !place.querySelector("[data-over]")) window.setTimeout(ask, wait);
