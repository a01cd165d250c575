"""Facts about the IR: liveness, ownership, who may raise."""
