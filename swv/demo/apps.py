from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "swv.demo"
    label = "demo"
    verbose_name = "Demo"
