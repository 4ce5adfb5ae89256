"""The pages of TLVs, a file or folder per part of the work. Each fetches through `for_user`, calls and answers."""
