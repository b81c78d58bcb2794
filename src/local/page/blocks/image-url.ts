/** Where an image is; images kept as Slack files have no place here. */
export function imageUrl(image: { image_url: string } | { slack_file: object }): string {
  return 'image_url' in image ? image.image_url : '';
}
