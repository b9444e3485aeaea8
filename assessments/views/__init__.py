"""The pages: one module each. A view reads through selectors, scope first, and fills a context dataclass."""
