from django.urls import reverse


def at(name, exercise, **more):
    """Return the address of a page of an exercise."""
    where = {"system": exercise.system.slug, "slug": exercise.slug}
    return reverse(f"engagement:{name}", kwargs=where | more)


def day(name, value):
    """Return what the three boxes of a day send."""
    year, month, number = value.split("-")
    return {f"{name}-day": number, f"{name}-month": month, f"{name}-year": year}
