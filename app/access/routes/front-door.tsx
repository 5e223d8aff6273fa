export default function FrontDoor() {
  return <h1>Sirius</h1>
}
