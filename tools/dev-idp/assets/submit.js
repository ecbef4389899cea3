document.querySelector('button[form="op.logoutForm"][value="yes"]').click();
