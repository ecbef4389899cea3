/// HTML in template literals: every value is escaped unless it was made by `html` itself.

class Html {
  constructor(text) {
    this.text = text;
  }
}

const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function text_of(value) {
  if (value instanceof Html) return value.text;
  if (Array.isArray(value)) return value.map(text_of).join('');
  if (value === undefined || value === null || value === false) return '';
  return String(value).replace(/[&<>"']/g, (character) => entities[character]);
}

export function html(strings, ...values) {
  return new Html(String.raw({ raw: strings }, ...values.map(text_of)));
}

/// Markup from elsewhere that is known to be safe.
export const trusted = (text) => new Html(text);
