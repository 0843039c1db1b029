// Asks for a fragment again and again until it says that it is over, or where to go.
const place = document.querySelector("[data-poll]");

async function ask() {
    try {
        const answer = await fetch(place.dataset.poll, { headers: { "X-Requested-With": "fetch" }, credentials: "same-origin" });
        const next = answer.headers.get("X-Location");
        if (next) return window.location.assign(next);
        if (answer.ok) {
            const page = new DOMParser().parseFromString(await answer.text(), "text/html");
            place.replaceChildren(...page.body.childNodes);
        }
    } catch { /* the network may come back */ }
    if (!place.querySelector("[data-over]")) window.setTimeout(ask, Number(place.dataset.every));
}
if (place && !place.querySelector("[data-over]")) window.setTimeout(ask, Number(place.dataset.every));
