"""Tables: what is known of builtins and library modules."""
