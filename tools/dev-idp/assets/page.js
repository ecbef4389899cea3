for (const button of document.querySelectorAll('[data-reveals]')) {
  const input = document.getElementById(button.dataset.reveals);
  button.hidden = false;
  button.addEventListener('click', () => {
    const is_shown = input.type === 'password';
    input.type = is_shown ? 'text' : 'password';
    button.setAttribute('aria-pressed', String(is_shown));
    button.firstChild.data = is_shown ? 'Hide' : 'Show';
    input.focus();
  });
}

for (const button of document.querySelectorAll('[data-email]')) {
  button.addEventListener('click', () => {
    document.getElementById('email').value = button.dataset.email;
    document.getElementById('password').value = button.dataset.password;
    document.querySelector('button.primary').focus();
  });
}

// A second press while the first is under way would find the sign-in already used up.
for (const form of document.querySelectorAll('form')) {
  form.addEventListener('submit', (event) => {
    if (form.dataset.is_sent) event.preventDefault();
    form.dataset.is_sent = 'yes';
  });
}
addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form')) delete form.dataset.is_sent;
});
