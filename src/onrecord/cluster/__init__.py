"""The same reading on many processes (local.py) and on many machines (on_ray.py)."""
