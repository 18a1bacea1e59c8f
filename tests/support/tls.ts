/**
 * A certificate for this machine that vouches for itself, and its key: for tests alone, and worth nothing anywhere else.
 * Made with `openssl req -x509 -newkey ec … -subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1`.
 */
export const testTls = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgGi4gJk/YvpjSSxOa
ane2pgyyw5s5dKGZK0LFYHceuy+hRANCAAQhTEK+s9xvtl2lH5gYO6T8xvQzXzHI
kQPZZDIl8l2IGcnTHPciEXi/+xiIYpAzqPIcd0D/RVDVEG5bO5hZqAM/
-----END PRIVATE KEY-----`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBnDCCAUGgAwIBAgIUbRdAr01W7+axxn3Kokjy9vpK3PwwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEzMDAyNTQwM1oYDzIxMjYxMTA2
MDI1NDAzWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAQhTEK+s9xvtl2lH5gYO6T8xvQzXzHIkQPZZDIl8l2IGcnTHPciEXi/
+xiIYpAzqPIcd0D/RVDVEG5bO5hZqAM/o28wbTAdBgNVHQ4EFgQU/HWWLhk4yFSv
REbj+ZnR76KkgCQwHwYDVR0jBBgwFoAU/HWWLhk4yFSvREbj+ZnR76KkgCQwDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
zj0EAwIDSQAwRgIhAMsnlqa4+82Nsmn0LhYNA+EH/ZXk+DlIL8QR6wvKXQX1AiEA
wzvnvO/IO1OvWoMeYgN+t2wb+JfzdGbtxDHctlwBsls=
-----END CERTIFICATE-----`
}
