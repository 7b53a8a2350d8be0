// How HTML is judged. A rule that is off says why.
export default {
  root: true,
  extends: ["html-validate:recommended"],
  rules: {
    // Titles are the authors' own; how long they are is not for the theme to say.
    "long-title": "off",
    // A wide table scrolls in `<div role="region">`: no section of the document, and focusable, which is what the role is for.
    "prefer-native-element": ["error", { exclude: ["region"] }],
    // The address of a heading is made of its words in any language, and these may begin with a number.
    "valid-id": ["error", { relaxed: true }],
    // Values of one kind are alternatives: their boxes share the name, as they do in the address.
    "form-dup-name": ["error", { shared: ["radio", "button", "reset", "submit", "checkbox"] }],
    // The list is filtered as one types and ticks, and the form is not there without script: nothing is sent.
    "wcag/h32": "off",
  },
};
