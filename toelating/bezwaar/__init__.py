"""The objection to a decision on a TLV, beside its model, its acts (`toelating.workflow.bezwaar`) and its forms."""
