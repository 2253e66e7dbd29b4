"""Tables and platform exports, in and out, with resume and rejected rows."""
