"""The application for a WSGI server: `gunicorn wsgi:app`."""

from qi_tracker import create_app

app = create_app()
