"""The verbs that write: each atomic, keyword-only, with ``by=``, and recorded."""
