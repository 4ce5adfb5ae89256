"""The notice of default and the dwangsom that may follow: on a request and on an objection (Awb 4:17, 4:18)."""
