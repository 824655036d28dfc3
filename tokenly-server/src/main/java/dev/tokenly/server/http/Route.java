package dev.tokenly.server.http;

/**
 * One line of the route table. The path is literal but for segments like {@code :id}, read with {@link
 * Request#pathValue}.
 */
public record Route(Method method, String path, Access access, Endpoint endpoint) {
  /** The methods the API uses; everything else is answered 405. */
  public enum Method {
    GET,
    POST,
    PUT,
    DELETE
  }

  public static Route get(String path, Access access, Endpoint endpoint) {
    return new Route(Method.GET, path, access, endpoint);
  }

  public static Route post(String path, Access access, Endpoint endpoint) {
    return new Route(Method.POST, path, access, endpoint);
  }

  public static Route put(String path, Access access, Endpoint endpoint) {
    return new Route(Method.PUT, path, access, endpoint);
  }

  public static Route delete(String path, Access access, Endpoint endpoint) {
    return new Route(Method.DELETE, path, access, endpoint);
  }

  /** The name used in logs and metrics, e.g. {@code GET /api/manage/clients/:id}. */
  public String label() {
    return method + " " + path;
  }
}
