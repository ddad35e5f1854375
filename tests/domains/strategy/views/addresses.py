def at(story, path=""):
    """Return an address below the story's strategy."""
    return f"/{story.system.slug}/strategy/care-2027/{path}"
