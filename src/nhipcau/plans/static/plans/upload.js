// Shows the names of chosen files and marks the zone while a file is held over it. Dropping itself needs no script.
const form = document.querySelector("[data-upload]");
const input = form?.querySelector("input[type=file]");
const zone = form?.querySelector(".pl-drop");
const names = form?.querySelector("[data-chosen]");

input?.addEventListener("change", () => {
    names.replaceChildren(...Array.from(input.files, (file) => {
        const item = document.createElement("li");
        const [size, unit] = file.size < 1048576 ? [Math.max(Math.round(file.size / 1024), 1), "KB"] : [file.size / 1048576, "MB"];
        item.textContent = `${file.name} (${size.toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 })} ${unit})`;
        return item;
    }));
});
for (const kind of ["dragenter", "dragover"]) zone?.addEventListener(kind, () => zone.classList.add("is-over"));
for (const kind of ["dragleave", "drop"]) zone?.addEventListener(kind, () => zone.classList.remove("is-over"));
form?.addEventListener("submit", () => { form.querySelector("button[type=submit]").disabled = true; });
