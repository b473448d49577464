"""How the nets were made; needs the extra [train], and nothing else imports it."""
