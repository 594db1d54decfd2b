"""The Flask extensions that every process needs, made once and bound to an application in new_app()."""

from flask_caching import Cache
from flask_mail import Mail
from flask_sqlalchemy import SQLAlchemy

from backend.core.database import Base

db = SQLAlchemy(metadata=Base.metadata, session_options={"expire_on_commit": False})
cache = Cache()
mail = Mail()
