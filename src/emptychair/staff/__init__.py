"""Staff: who works with the record, what each may do, and who saw or changed what about a person."""

from emptychair.staff.audit import note, note_in, trail
from emptychair.staff.keys import create_key, key_of, revoke_key, write_keys
from emptychair.staff.links import first_run_link, first_run_open, sign_in_link
from emptychair.staff.model import COMMAND_LINE, Entry, User, WriteKey
from emptychair.staff.roles import MAY, OPEN, Need, Role, may
from emptychair.staff.sessions import csrf_token, sign_in, sign_in_by_link, sign_out, signed_in
from emptychair.staff.users import change_password, change_role, create_owner, create_user, set_active, users

__all__ = ["COMMAND_LINE", "MAY", "OPEN", "Entry", "Need", "Role", "User", "WriteKey", "change_password"]
__all__ += ["change_role", "create_key", "create_owner", "create_user", "csrf_token", "first_run_link"]
__all__ += ["first_run_open", "key_of", "may", "note", "note_in", "revoke_key", "set_active", "sign_in"]
__all__ += ["sign_in_by_link", "sign_in_link", "sign_out", "signed_in", "trail", "users", "write_keys"]
