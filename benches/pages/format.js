// The least that shows a Korean number as it is written: 3-4-4, with the caret behind the digit that was typed.

const field = document.getElementById("phone");

field.addEventListener("input", () => {
  const before = digits(field.value.slice(0, field.selectionStart)).length;
  const typed = digits(field.value).slice(0, 11);
  field.value = hyphenated(typed);
  const caret = hyphenated(typed.slice(0, before)).length;
  field.setSelectionRange(caret, caret);
});

document.querySelector("form").addEventListener("submit", (event) => event.preventDefault());

function digits(text) {
  return text.replace(/\D/g, "");
}

function hyphenated(number) {
  return [number.slice(0, 3), number.slice(3, 7), number.slice(7)].filter((part) => part !== "").join("-");
}
