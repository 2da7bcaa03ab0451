"""The form builder: the form as people will see it, with handles; every edit works as a plain form as well."""
