-- Whether the provider had verified the address of whoever asks: decisions are mailed to verified addresses only. Of older
-- requests nobody knows any more, so they count as unverified.
ALTER TABLE tenant_signups ADD COLUMN email_verified boolean NOT NULL DEFAULT false;

-- A mail whose reason is gone is recalled for good; one that failed or had no server can be tried anew, with fresh patience.
ALTER TABLE outbox_mails DROP CONSTRAINT outbox_mails_state_check;
ALTER TABLE outbox_mails ADD CONSTRAINT outbox_mails_state_check CHECK (state IN ('pending', 'sent', 'failed', 'skipped', 'recalled'));
UPDATE outbox_mails SET state = 'recalled' WHERE state = 'skipped' AND last_error = 'The invitation was withdrawn.';
ALTER TABLE outbox_mails ADD COLUMN tried_since timestamptz NOT NULL DEFAULT now();
UPDATE outbox_mails SET tried_since = created_at;
