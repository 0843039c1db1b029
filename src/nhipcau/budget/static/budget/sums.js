/* The sum below a column of amounts that are being typed. */

const whole = (text) => {
    const sign = /^\s*[-−]/.test(text) ? -1 : 1;
    return sign * Number(text.replace(/[^\d]/g, "") || "0");
};
const grouped = (number) => String(number).replace(/\B(?=(\d{3})+(?!\d))/g, ".").replace("-", "−");

for (const form of document.querySelectorAll("form[data-sums]")) {
    const place = form.querySelector("[data-sum]");
    const add = () => { place.textContent = grouped([...form.querySelectorAll("[data-summand]")].reduce((sum, field) => sum + whole(field.value), 0)); };
    form.addEventListener("input", add);
    add();
}
