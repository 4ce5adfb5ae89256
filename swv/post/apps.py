from django.apps import AppConfig


class PostConfig(AppConfig):
    name = "swv.post"
    label = "post"
    verbose_name = "Post"
